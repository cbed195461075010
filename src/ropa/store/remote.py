def remote(url, settings):
    raise NotImplementedError
