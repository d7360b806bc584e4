"""The one kind of error that a user of the course is meant to read."""


class CourseError(Exception):
    """Something the user can mend: what is wrong and what to do, in one line.

    The command line prints it after ``course:`` and exits with 1; a notebook shows the line without a traceback.

    >>> raise CourseError("there is no data set 'fashoin'", remedy="did you mean 'fashion'?")
    Traceback (most recent call last):
    course_utils.errors.CourseError: there is no data set 'fashoin': did you mean 'fashion'?
    """

    def __init__(self, problem: str, *, remedy: str = ""):
        super().__init__(f"{problem}: {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy

    def _render_traceback_(self):
        # IPython asks an exception for its own rendering; the line says all that a learner can act on.
        return [f"{type(self).__name__}: {self}"]
