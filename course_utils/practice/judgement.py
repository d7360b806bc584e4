"""From an answer to a verdict: collect what the answer does, then compare that with what was expected."""

import copy
import dis
import inspect

from .comparison import difference
from .slips import general_slip, nothing_returned
from .trial import attempt
from .values import Foreign, plain, show
from .verdict import ERROR, NOT_ATTEMPTED, PASS, TOO_SLOW, WRONG, Verdict

_WIDE = 110  # characters; a verdict that is longer goes over several lines
_EMPTY = "not attempted yet: put your code in place of the ... and run this cell again"


def judge(exercise, answer, seed, seconds) -> Verdict:
    """Try an answer to a function exercise on the fixed and the fresh cases."""
    if not callable(answer):
        return _not_a_function(exercise, answer)
    if _untouched(exercise, answer):
        return Verdict(exercise.id, NOT_ATTEMPTED, _EMPTY)
    cases, signature = exercise.inputs(seed), _signature(answer)
    if signature and not all(_fits(signature, case) for case in cases):
        text = f"{exercise.name} should take {exercise.signature}, yours takes {signature}"
        return Verdict(exercise.id, WRONG, text)
    return grade(exercise, cases, attempt(answer, cases, seconds))


def grade(exercise, cases, trial) -> Verdict:
    """Judge what an answer did on ``cases``; needs only data, so that the answer may have run in another process."""
    outcomes = trial.outcomes
    if outcomes and all(map(_says_not_written, outcomes)):
        return Verdict(exercise.id, NOT_ATTEMPTED, _EMPTY)
    for i, (case, outcome) in enumerate(zip(cases, outcomes, strict=False)):
        if outcome.crash:
            text = f"your function raised {outcome.crash}"
            return _failure(exercise, ERROR, case, text, outcome, _named_slip(exercise, cases, trial, i))
        if problem := exercise.problem(case, outcome.value):
            return _failure(exercise, WRONG, case, problem, outcome, _slip(exercise, cases, trial, i))
    if not trial.finished:
        text = f"your function was stopped after {trial.seconds:g} seconds: does every loop come to its end?"
        return _failure(exercise, TOO_SLOW, cases[min(len(outcomes), len(cases) - 1)], text)
    return _passed(exercise, cases, outcomes)


def copied(case):
    """Return a deep copy of a tuple of arguments: an answer or a reference may change what it is given."""
    return copy.deepcopy(case)


def _says_not_written(outcome):
    if outcome.crash:
        return outcome.crash.kind == "NotImplementedError"
    return outcome.value is Ellipsis or _is_not_implemented(outcome.value)


def _is_not_implemented(value):
    return isinstance(value, Foreign) and value.kind == type(NotImplemented).__name__


def _passed(exercise, cases, outcomes):
    more = [exercise.why] if exercise.why else []
    changed = next((o.changed for o in outcomes if o.changed is not None), None)
    if changed is not None and not _changes_arguments(exercise, cases):
        more.append(f"(It changes its argument {_names(exercise)[changed]} in place; a caller may not expect that.)")
    text = "correct, on known and on fresh random inputs" if cases[0] else "correct"
    return Verdict(exercise.id, PASS, text, tuple(more))


def _changes_arguments(exercise, cases):
    return any(o.changed is not None for o in attempt(exercise.function, cases, exercise.seconds).outcomes)


def _failure(exercise, kind, case, text, outcome=None, slip=""):
    """Show the input and what came; on one line if it fits."""
    if outcome and outcome.crash and outcome.crash.kind == "RecursionError":
        slip = slip or "does it call itself without end?"
    given = [f"{name}={show(value)}" for name, value in zip(_names(exercise), case, strict=False)]
    line, more = f"for {', '.join(given)} {text}" if given else text, []
    if len(line) > _WIDE and given:
        line, more = "for this input:", [*given, text]
    if slip and (more or len(line) + len(slip) > _WIDE):
        more.append(f"— {slip}")
    elif slip:
        line += f" — {slip}"
    if outcome and outcome.printed.strip():
        more.append(f"It printed: {show(outcome.printed.strip())}")
    if outcome and outcome.warned:
        more.append(f"It warned: {outcome.warned}")
    return Verdict(exercise.id, kind, line, tuple(more), slip)


def _slip(exercise, cases, trial, first):
    named = _named_slip(exercise, cases, trial, first)
    if named or not trial.finished or any(outcome.crash for outcome in trial.outcomes):
        return named
    if not exercise.has_reference:
        return nothing_returned(trial.outcomes)
    pairs = [(exercise.expected(case), outcome.value) for case, outcome in zip(cases, trial.outcomes, strict=True)]
    return general_slip(pairs, trial.outcomes, exercise.tolerance)


def _named_slip(exercise, cases, trial, first):
    """Return the message of the first named mistake that does on every case what the answer did, or "".

    Most mistakes are told apart by the ``first`` failing case alone, so that one is tried before all of them.
    """

    def does_the_same(mistake, at):
        other = attempt(mistake.function, cases[at], exercise.seconds)
        pairs = zip(other.outcomes, trial.outcomes[at], strict=False)
        return other.finished and all(_alike(theirs, ours, exercise.tolerance) for theirs, ours in pairs)

    if not trial.finished:
        return ""
    steps = slice(first, first + 1), slice(None)
    return next((m.message for m in exercise.mistakes if all(does_the_same(m, at) for at in steps)), "")


def _alike(one, other, tolerance):
    if one.crash or other.crash:
        return bool(one.crash and other.crash and one.crash.kind == other.crash.kind)
    return difference(one.value, other.value, tolerance) is None


def _not_a_function(exercise, answer):
    call = f'practice.check("{exercise.id}", {exercise.name})'
    text = f"give the function itself, without brackets after its name: {call}; this was {show(plain(answer))}"
    return Verdict(exercise.id, NOT_ATTEMPTED, text)


def _names(exercise):
    return list(inspect.signature(exercise.function).parameters)


def _signature(answer):
    try:
        return inspect.signature(answer)
    except (TypeError, ValueError):  # some compiled functions do not tell theirs
        return None


def _fits(signature, case):
    try:
        signature.bind(*case)
    except TypeError:
        return False
    return True


def _untouched(exercise, answer):
    """Whether the answer still does what the starter does: compares instructions, so comments and names are free."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    starter = exercise.starter
    # Python compiles np.zeros otherwise in a cell that imports np itself, so the function is tried alone, too.
    stubs = [starter, starter.removeprefix(exercise.needs), "def stub(): ...", "def stub(): return ..."]
    return any(_instructions(code) == _instructions(_function_code(stub)) for stub in stubs)


def _function_code(source):
    module = compile(source, "<starter>", "exec")
    return next(constant for constant in module.co_consts if inspect.iscode(constant))


def _instructions(code):
    return [(step.opname, step.argval) for step in dis.get_instructions(code)]
