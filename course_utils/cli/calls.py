"""Calls that cannot be understood, answered in one line with what was probably meant."""

from difflib import get_close_matches

from ..errors import CourseError


class CallError(CourseError):
    """A call with a wrong command, option or value; the command line exits with 2."""

    exit_code = 2


def nearest(word: str, known, *, otherwise: str) -> str:
    """Return the question whether the nearest known word was meant, or ``otherwise`` where none is near."""
    near = get_close_matches(word.lower(), [str(k) for k in known], n=1, cutoff=0.65)
    return f"did you mean '{near[0]}'?" if near else otherwise


def one_of(*choices: str):
    """Return a Typer callback that accepts these values of an option and suggests the nearest for others."""

    def check(param, value):
        if value is not None and value not in choices:
            raise CallError(
                f"{param.opts[0]} cannot be '{value}'",
                remedy=nearest(value, choices, otherwise=f"choose {', '.join(choices)}"),
            )
        return value

    # Typer tells a callback's arguments apart by their annotations.
    from typer import CallbackParam

    check.__annotations__ = {"param": CallbackParam, "value": str | None}
    return check


def explained(error) -> CallError:
    """Return Click's UsageError in the course's words."""
    ctx = error.ctx
    path = ctx.command_path if ctx else "course"
    see = f"'{path} --help' shows how it is called"
    if option := getattr(error, "option_name", None):
        known = [name for param in ctx.command.get_params(ctx) for name in param.opts] if ctx else []
        if option not in known:
            return CallError(f"'{path}' has no option '{option}'", remedy=nearest(option, known, otherwise=see))
    message = " ".join(error.format_message().split()).removesuffix(".")
    # The words differ between versions of Typer; some hand on Pydantic's.
    message = message.replace("argument(s)", "argument").replace("Input should be", "it should be")
    message = message.partition(", unable to parse")[0]
    return CallError(message[:1].lower() + message[1:], remedy=see)
