"""The zip packages that Word and Excel files are: looked through before any library opens them."""

import io
import zipfile

from knowledge.articles.limits import Limits
from knowledge.errors import UnreadableArticleError

HEAD = 1 << 16
ENTITY = (b"<!DOCTYPE", b"<!ENTITY")


def check_package(data: bytes, source: str, limits: Limits) -> zipfile.ZipFile:
    """
    Refuse a package that would unpack to too much, or whose XML declares entities.

    Raises:
        UnreadableArticleError: With what is wrong.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as trouble:
        raise UnreadableArticleError(source, "文件已损坏，打不开") from trouble
    if len(parts) > limits.parts:
        raise UnreadableArticleError(source, f"文件内部有 {len(parts)} 个部分，太多，不读")
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked_bytes:
        raise UnreadableArticleError(source, f"解开后有 {total >> 20} MB，最多读 {limits.unpacked_bytes >> 20} MB")
    for part in parts:
        if part.file_size > 1 << 20 and part.file_size > limits.unpack_ratio * max(part.compress_size, 1):
            raise UnreadableArticleError(source, "文件内部压缩得不寻常（像是压缩炸弹），不读")
        if part.flag_bits & 1:
            raise UnreadableArticleError(source, "文件加了密码，请去掉密码再添加")
        if part.filename.endswith((".xml", ".rels", ".vml")):
            try:
                with package.open(part) as file:
                    head = file.read(HEAD).replace(b"\x00", b"")
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as trouble:
                raise UnreadableArticleError(source, "文件已损坏，打不开") from trouble
            if any(mark in head for mark in ENTITY):
                raise UnreadableArticleError(source, "文件内部的 XML 带有实体定义，不安全，不读")
    return package
