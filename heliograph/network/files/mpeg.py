"""MP3: frames one after the other, each of which says how long it is."""

from __future__ import annotations

from typing import IO

#: Thousands of bits a second by index, for MPEG 1 and for MPEG 2 and 2.5, layer III; 0 where there is no such index.
_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
#: Frames that must follow one another before a file is taken for sound.
_ENOUGH = 4


def is_mp3(file: IO[bytes], head: bytes, size: int) -> bool:
    """Whether, behind a label (ID3) or at once, frames follow one another."""
    at = _after_label(head)
    for _number in range(_ENOUGH):
        file.seek(at)
        length = _length(file.read(4))
        if not length or at + length > size + 1:
            return False
        at += length
    return True


def _after_label(head: bytes) -> int:
    """Where the sound begins: a label says its length in four times seven bits."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    return 10 + length + (10 if head[5] & 0x10 else 0)


def _length(start: bytes) -> int:
    """The length in bytes of the frame that begins so; 0 where none does."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE6 != 0xE2:
        return 0
    version = start[1] >> 3 & 3
    rate, sample = start[2] >> 4, start[2] >> 2 & 3
    if version not in _SAMPLES or sample == 3:
        return 0
    kilobits = _RATES[0 if version == 3 else 1][rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // _SAMPLES[version][sample] + (start[2] >> 1 & 1)
