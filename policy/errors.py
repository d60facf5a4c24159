"""Every error that PolicyDesk raises on purpose.

    PolicyDeskError            a fault of ours unless a subclass says otherwise   exit 1, HTTP 500
    ├── RequestError           the request can't be served as it stands           exit 2, HTTP 422
    │   ├── BadArgument        an argument, option or setting is wrong
    │   ├── UnreadableSource   a file can't be read as a policy document
    │   ├── UnknownDocument    no document or clause of that id is held           HTTP 404
    │   ├── UnknownRecord      no answer, handover, call, reply, account is kept  HTTP 404
    │   ├── Conflict           somebody else was there first                      HTTP 409
    │   ├── NotAllowed         this account may not do that                       HTTP 403
    │   ├── SignInFailed       name and password don't go together                HTTP 401
    │   └── LockedOut          too many failed sign-ins                           HTTP 429
    ├── NotReady               the knowledge base is still loading                exit 1, HTTP 503
    └── UngroundedQuote        a quote that is not in its clause; never shown

A message is one sentence for the person who can do something about it: what was wrong, where, and what to do.
"""


class PolicyDeskError(Exception):
    """A fault of ours: the message says what failed and where."""

    code = "internal"
    http_status = 500
    exit_code = 1


class RequestError(PolicyDeskError):
    """The request can't be served as it stands; the message says how to mend it."""

    code = "bad_request"
    http_status = 422
    exit_code = 2


class BadArgument(RequestError):
    """An argument, option or setting has a value that can't be used. `fields` are the facts of a profile that it concerns."""

    code = "bad_argument"

    def __init__(self, message: str = "", fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.fields = fields


class UnreadableSource(RequestError):
    """A file can't be read as a policy document."""

    code = "unreadable_source"


class UnknownDocument(RequestError):
    """No document or clause of that id is in the knowledge base."""

    code = "not_found"
    http_status = 404


class UnknownRecord(RequestError):
    """No answer, handover, call, reply or account of that id or name is kept."""

    code = "not_found"
    http_status = 404


class Conflict(RequestError):
    """What was to be changed is no longer as it was: somebody else was there first."""

    code = "conflict"
    http_status = 409


class NotAllowed(RequestError):
    """The account may not do that; the message says who may."""

    code = "not_allowed"
    http_status = 403


class SignInFailed(RequestError):
    """Name and password don't go together, or the account is disabled: which of these is not said."""

    code = "sign_in_failed"
    http_status = 401

    def __init__(self) -> None:
        super().__init__("name or password is wrong; check both, or ask an admin for a new password")


class LockedOut(RequestError):
    """Too many failed sign-ins of this account or from this address. `minutes` from now, the next one is looked at."""

    code = "locked_out"
    http_status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(f"too many failed sign-ins; try again in {minutes} minute{'s' if minutes != 1 else ''}")
        self.minutes = minutes


class NotReady(PolicyDeskError):
    """The knowledge base is still loading; try again in a few seconds."""

    code = "not_ready"
    http_status = 503


class UngroundedQuote(PolicyDeskError):
    """A citation was asked for with words that its clause does not contain."""

    code = "ungrounded_quote"
