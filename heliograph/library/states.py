"""Enumerations of the library. What is refused is ``network.states.Refused``."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(TextChoices):
    PUBLICATION = "publication", pgettext_lazy("document", "publication")
    HANDBOOK = "handbook", pgettext_lazy("document", "handbook")
    KIT = "kit", pgettext_lazy("document", "kit")
    GUIDELINES = "guidelines", pgettext_lazy("document", "guidelines")
    CONCEPT_NOTE = "concept-note", pgettext_lazy("document", "concept note")
    RECORDING = "recording", pgettext_lazy("document", "recording")
    REPORT = "report", pgettext_lazy("document", "report")


class DocumentState(TextChoices):
    DRAFT = "draft", pgettext_lazy("document", "draft")
    PUBLISHED = "published", pgettext_lazy("document", "published")


class Access(TextChoices):
    """Who may see a document that is published."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("who is signed in and has a role in the network")
    COORDINATORS = "coordinators", _("National Coordinators, regional offices and the secretariat")


class Licence(TextChoices):
    """What readers may do with a document. The names of the licences are their own in every language."""

    UNKNOWN = "", _("not said")
    BY_SA_IGO = "cc-by-sa-igo", "CC BY-SA 3.0 IGO"
    BY = "cc-by", "CC BY 4.0"
    BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    BY_ND = "cc-by-nd", "CC BY-ND 4.0"
    ZERO = "cc0", "CC0 1.0"
    RESERVED = "reserved", _("all rights reserved")
    OTHER = "other", pgettext_lazy("licence", "another one, in words")


_CC = "https://creativecommons.org"
#: Where a licence can be read.
LICENCE_PAGES: dict[str, str] = {
    Licence.BY_SA_IGO: f"{_CC}/licenses/by-sa/3.0/igo/",
    Licence.BY: f"{_CC}/licenses/by/4.0/",
    Licence.BY_SA: f"{_CC}/licenses/by-sa/4.0/",
    Licence.BY_NC: f"{_CC}/licenses/by-nc/4.0/",
    Licence.BY_NC_SA: f"{_CC}/licenses/by-nc-sa/4.0/",
    Licence.BY_ND: f"{_CC}/licenses/by-nd/4.0/",
    Licence.ZERO: f"{_CC}/publicdomain/zero/1.0/",
}


class CollectionKind(TextChoices):
    KIT = "kit", pgettext_lazy("collection", "resource kit")
    SERIES = "series", pgettext_lazy("collection", "series")
    OTHER = "other", pgettext_lazy("collection", "collection")


class LinkFault(TextChoices):
    """Why a link outside was not reached."""

    NO_SUCH_PAGE = "no-such-page", _("there is no such page any more")
    NO_SUCH_PLACE = "no-such-place", _("its server is not found")
    NO_ANSWER = "no-answer", _("its server does not answer")
    UNSAFE = "unsafe", _("its certificate is not valid")
    BROKEN = "broken", _("its server answers with an error")
    ROUND = "round", _("it leads round and round")
    PRIVATE = "private", _("it leads to an address that only some networks reach")
