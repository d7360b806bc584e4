"""The help pages: usage, what it does, options, examples, in plain text that every terminal and pipe can show."""

import inspect

from typer.core import TyperCommand, TyperGroup

from .calls import CallError, nearest

SECTION = "rich_help_panel"


class _Page:
    """A help page of a fixed shape; Typer's own differs from version to version."""

    def format_help(self, ctx, formatter):
        formatter.write_usage(ctx.command_path, self._usage(ctx))
        for paragraph in inspect.cleandoc(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(" ".join(paragraph.split()))
        self._commands(ctx, formatter)
        params = [p for p in self.get_params(ctx) if not getattr(p, "hidden", False)]
        _definitions(formatter, "Arguments", [_row(p) for p in params if p.param_type_name == "argument"])
        _definitions(formatter, "Options", [_row(p) for p in params if p.param_type_name == "option"])
        if self.epilog:
            formatter.write_paragraph()
            formatter.write(inspect.cleandoc(self.epilog) + "\n")

    def _usage(self, ctx):
        return " ".join([*(p.metavar for p in self.params if p.param_type_name == "argument"), "[OPTIONS]"])

    def _commands(self, ctx, formatter):
        """List the commands of a group; a single command has none."""


class Command(_Page, TyperCommand):
    """One command with its help page."""


class Group(_Page, TyperGroup):
    """Several commands under one name; a word that is none of them gets the nearest suggested."""

    def resolve_command(self, ctx, args):
        """Return name, command and arguments; raise CallError with the nearest command for an unknown one."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            remedy = (
                f"did you mean 'course run {args[0]}'?"
                if args[0].isdigit()
                else nearest(args[0], self.commands, otherwise=f"'{ctx.command_path} --help' lists them")
            )
            raise CallError(f"there is no command '{ctx.command_path} {args[0]}'", remedy=remedy)
        return super().resolve_command(ctx, args)

    def _usage(self, ctx):
        return "COMMAND [ARGUMENTS]"

    def _commands(self, ctx, formatter):
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            title = getattr(command, SECTION, None)
            title = title if isinstance(title, str) else "Commands"
            sections.setdefault(title, []).append((name, _first_sentence(command.help)))
        for title, rows in sections.items():
            _definitions(formatter, title, rows)


def _definitions(formatter, title, rows):
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows, col_max=26)


def _row(param):
    if param.param_type_name == "argument":
        return param.metavar, param.help or ""
    return " ".join([", ".join(param.opts), *([param.metavar] if param.metavar else [])]), param.help or ""


def _first_sentence(text):
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split()).removesuffix(".")
