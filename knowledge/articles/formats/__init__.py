"""
One file per format: the bytes of a file in, its articles out.

Each module has `read(data, source, limits) -> Iterator[Article]`; `reading.FORMATS` names the suffixes it reads.
"""
