"""``heliograph reset-second-factor ADDRESS``: for the operator, where nobody of the secretariat can do it any more."""

from __future__ import annotations

import argparse
import sys

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="the e-mail address with which the person signs in")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 (the app registry must be ready first)

    from heliograph.network.account.factor import reset_second_factor  # noqa: PLC0415 (as above)
    from heliograph.network.models import Person  # noqa: PLC0415 (as above)
    from heliograph.network.states import Refused  # noqa: PLC0415 (as above)

    person = Person.objects.get_queryset().at_address(options.address).filter(erased_at=None).first()
    if person is None:
        print(f"There is nobody with the address {options.address}.", file=sys.stderr)
        return 1
    try:
        reset_second_factor(person, None, timezone.now())
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return 1
    print(f"The second factor of {person.email} is taken off; a letter says so.")
    return 0
