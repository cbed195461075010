"""The store seen as plain rows: views know no files and no bytes."""
