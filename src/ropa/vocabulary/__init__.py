"""The words: namespaces, labels in three languages, and what is broader than what."""
