"""Work for a process apart, most of it bad."""

from __future__ import annotations

import ctypes
import os
import sys
import time


def run(argument):
    how, number = argument[0], argument[-1]
    if how == "count":
        yield from range(number)
    elif how == "group":
        yield os.getpgid(0)
    elif how == "write":
        yield os.write(argument[1], bytes(number))
        os.fsync(argument[1])
        if number > 1024:
            os.write(argument[1], b"x")
    else:
        yield "begun"
        END[how]()
        yield "never"


def _fail():
    raise ValueError


def _compute():
    while True:
        pass


END = {
    "fail": _fail,
    "exit": lambda: os._exit(0),
    "crash": lambda: ctypes.string_at(0),
    "memory": lambda: bytearray(1 << 30),
    "compute": _compute,
    "sleep": lambda: time.sleep(30),
    "babble": lambda: sys.stdout.write("no JSON\n"),
}
