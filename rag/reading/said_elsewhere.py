"""Are the words asked with another notice's? 健康家庭建设率 stands in one, and it is asked of a place whose notice has only 签约覆盖率."""

from __future__ import annotations

import math
import re

from ingest.models import Notice
from rag.reading.sentences import Topic

_RUN = re.compile("[\u4e00-\u9fff]+")
_BLANK = re.compile(r"\s+")
_SHORTEST = 5  # shorter ends are words of their own (覆盖率, 基层机构)
_MOST = 0.65  # with so much of them, in one piece, a notice says the same in fewer words: 居民健康素养水平 and 健康素养水平


def said_elsewhere(asked: str, topic: Topic, notice: Notice) -> bool:
    """Whether what is asked about in one run of words, or as much of its end as any notice says, stands word for word in some
    notice, and not most of it in this one. Who asks in a notice's own words means what they are written of there, and a
    figure of a notice that has not these words is most likely of another thing (docs/measurements.md)."""
    runs = [run for run in _RUN.findall(asked) if len(run) >= _SHORTEST]
    if len(runs) != 1:
        return False
    ends = (runs[0][start:] for start in range(len(runs[0]) - _SHORTEST + 1))
    said = next((end for end in ends if topic.stands(end)), "")
    if not said:
        return False
    text = _BLANK.sub("", f"{notice.title}\n{notice.text}")
    most = math.ceil(_MOST * len(said))
    return not any(said[start : start + most] in text for start in range(len(said) - most + 1))
