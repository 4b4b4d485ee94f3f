"""What is said to the script that keeps a form while it is filled in (``answering.js``), in JSON.

``saved`` says whether it was kept; then ``response``, ``version`` and ``kept`` are for the form to carry on with. Else
``why`` is a sentence for the page, and ``link`` (where there is one) an address with its words.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from heliograph.calls.lifecycle.seen import mark
from heliograph.calls.models import Response


def is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def kept(response: Response) -> JsonResponse:
    told = {"response": str(response.public_id), "version": response.version, "kept": mark(response)}
    return JsonResponse({"saved": True, **told})


def not_kept(why: str, link: tuple[str, str] | None = None) -> JsonResponse:
    more = {"link": link[0], "words": link[1]} if link is not None else {}
    return JsonResponse({"saved": False, "why": why, **more})


def signed_out() -> JsonResponse:
    return not_kept(
        _(
            "Not kept: you are signed out. What you wrote is still on this page: copy it, sign in again, and go on "
            "with it."
        )
    )


def kept_elsewhere(link: tuple[str, str]) -> JsonResponse:
    """Whoever goes on with the form all the same presses its button, and is told once more."""
    return not_kept(
        _(
            "Not kept: it was kept from elsewhere since you opened this page, in another window, or by somebody who "
            "answers with you. What you wrote is still here."
        ),
        link,
    )
