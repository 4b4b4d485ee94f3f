"""Who looks after an answer: somebody signed in, or who reads the mailbox that a letter went to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.lifecycle.taking_back import may_take_back
from heliograph.calls.mine.possible import Possible, possible
from heliograph.calls.models import Response
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.rules import responses_of
from heliograph.calls.states import ResponseState
from heliograph.network.models import Person
from heliograph.network.rules import remit_of


@dataclass(frozen=True)
class Holder:
    """``person`` where there is an account; ``address``, in small letters, is the mailbox."""

    person: Person | None
    address: str

    @classmethod
    def at(cls, address: str) -> Holder:
        """Who reads a mailbox. One query."""
        people = Person.objects.get_queryset().at_address(address).filter(is_active=True, erased_at=None)
        return cls(people.first(), address.strip().lower())

    @property
    def key(self) -> str:
        """What tells him from others, whatever becomes of his address."""
        return str(self.person.public_id) if self.person is not None else self.address

    def responses(self) -> ResponseQuerySet:
        """His own answers, and those that were sent for him by his address; a draft is for who has begun it."""
        if self.person is None:
            return Response.objects.filter(~Q(state=ResponseState.DRAFT), email=self.address, email__gt="")
        return responses_of(self.person)

    def may_end(self, response: Response) -> bool:
        """Whether an answer of his is his to withdraw or to pass on: who only answers along may change it.

        No query where the co-respondents were prefetched.
        """
        person = self.person
        if response.email and response.email == self.address:
            return True
        if person is None:
            return False
        if response.person_id == person.pk or response.organization_id in remit_of(person).speaks_for:
            return True
        return all(each.person_id != person.pk for each in response.co_respondents.all())

    def possible(self, response: Response, dates: Dates, at: datetime) -> Possible:
        """What he can do with an answer of his at an instant; ``dates`` are those of who leads it."""
        gave, named = may_take_back(response, self.person), self.was_named(response)
        return possible(response, dates, at, may_end=self.may_end(response), gave=gave, named=named)

    def was_named(self, response: Response) -> bool:
        """Whether a place was given to him for which he has done nothing yet: until then it can be taken back."""
        return bool(response.email) and response.email == self.address and may_take_back(response, response.person)


def holder_of(person: Person) -> Holder:
    """Who is signed in."""
    return Holder(person, person.email.lower())
