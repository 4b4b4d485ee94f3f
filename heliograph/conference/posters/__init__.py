"""Posters: sent by anyone, checked, shown in a gallery and on the screens of the venue."""
