"""A turn that amends the one before (不是,我问的是面积), in; what it asks instead, and what it takes back, out."""

import re

WRONG = r"(?:不是|不对|错了|[弄打说搞写问]错了|问的?不是这个|不是这个|我的意思|等等)"
SAID = r"我(?:是|想)?(?:要|想)?(?:问|说|指|查)的?(?:就|其实)?(?:是)?(?!不是)"
AMENDED = re.compile(
    rf"^(?:(?:{WRONG}(?:的|了|啊|呀|哦)?[,。!\s]+)+(?:{SAID})?|{SAID})(?:(?:我(?:是|想)?(?:问|说|指)的?)?(?:是)?不是(?P<denied>[^,。!\s]{{1,12}}?)(?:[,。!\s]+(?:我?[打说写弄问搞]错了[,。!\s]*)?(?:我(?:问|说|指)的?)?(?:而?是)))?(?P<instead>.+)$"
)
TAKEN_BACK = re.compile(
    r"^(?:我(?:是|想)?(?:问|说|指)的?)?(?:是)?不是(?P<denied>[^,。!\s]{1,12}?)[,。!\s]+(?:我?[打说写弄问搞]错了[,。!\s]*)?(?:我(?:要|想)?(?:问|说|指)的?)?(?:而?是)(?P<instead>.+)$"
)


def read_amendment(folded: str) -> tuple[str, str] | None:
    """
    Read what a turn asks instead of what was asked.

    >>> read_amendment("不是,我问的是面积")
    ('面积', '')
    >>> read_amendment("不是花园口,我打错了,是古荥")
    ('古荥', '花园口')
    >>> read_amendment("花园口拆了多少处") is None
    True

    Returns:
        What is asked, and what it is not (empty where the turn does not say); None for a turn that amends nothing.
    """
    match = TAKEN_BACK.match(folded) or AMENDED.match(folded)
    if match is None:
        return None
    return match["instead"].strip(" ,。"), match["denied"] or ""
