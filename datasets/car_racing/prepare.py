"""Record car_racing.npz anew: a scripted driver in gymnasium's CarRacing simulator; takes about ten minutes.

Needs the simulator, which the course does not: `pip install "gymnasium[box2d]==1.4.0"`.
"""

import os
import sys

import numpy as np

from course_utils.data import preparation
from course_utils.errors import CourseError

TRACKS = {"train": range(100, 110), "val": range(110, 112), "test": range(112, 115)}  # seeds of the track generator
SETTLE = 60  # steps until the camera has zoomed in and the car rolls
STEPS = 600  # of a drive, fifty a second
KEEP_EVERY = 4  # frames in between hardly differ
PUSH_EVERY, PUSH_FOR = 75, 12  # steps: the disturbed half of a drive pushes the wheel aside from time to time
GRID = 64  # steering is stored in steps of 1/64, so that the last bit of a sine does not matter


class Driver:
    """Steers towards a point of the centre line some way ahead (pure pursuit) and brakes for bends."""

    ahead, fastest, slowest, reach = (
        5,
        40.0,
        16.0,
        14,
    )  # track points, metres a second (2), points looked over for bends

    def __init__(self, track):
        """Take the simulator's list of (angle, direction, x, y) along the centre line."""
        self.points = np.array([point[2:4] for point in track])  # (n, 2) metres
        self.directions = np.array([point[1] for point in track])  # (n,) radians

    def command(self, car):
        """Return (steering in [-1, 1], gas, brake) and the distance from the centre line in metres, left positive."""
        position, speed = np.array(car.hull.position), np.hypot(*car.hull.linearVelocity)
        nearest = int(np.argmin(np.hypot(*(self.points - position).T)))
        wanted = self.points[(nearest + self.ahead) % len(self.points)] - position
        forward = np.array([-np.sin(car.hull.angle), np.cos(car.hull.angle)])
        aside = forward[0] * wanted[1] - forward[1] * wanted[0]  # > 0: the point lies to the left
        angle = np.arctan2(aside, forward @ wanted)
        steering = float(np.clip(-1.2 * angle, -1, 1))
        slower = speed > max(self.slowest, self.fastest * np.exp(-0.6 * self.bend(nearest)))
        return (steering, 0.0 if slower else 0.4, 0.2 if slower else 0.0), self.offset(nearest, position)

    def bend(self, nearest):
        """Return by how many radians the track turns over the next points."""
        coming = (nearest + np.arange(self.reach)) % len(self.points)
        return float(np.ptp(np.unwrap(self.directions[coming])))

    def offset(self, nearest, position):
        """Return the distance from the centre line, positive to the left of it."""
        along = self.points[(nearest + 1) % len(self.points)] - self.points[nearest - 1]
        away = position - self.points[nearest]
        return float((along[0] * away[1] - along[1] * away[0]) / np.hypot(*along))


def drive(simulator, seed, disturbed):
    """Yield (frame (42, 48, 3) uint8, steering, metres from the centre line, metres a second) of one drive."""
    frame, _ = simulator.reset(seed=seed)
    driver, random = Driver(simulator.track), np.random.RandomState(seed)
    push = 0.0
    for step in range(SETTLE + STEPS):
        (steering, gas, brake), offset = driver.command(simulator.car)
        if step >= SETTLE and step % KEEP_EVERY == 0:
            yield small(frame), steering, offset, float(np.hypot(*simulator.car.hull.linearVelocity))
        if disturbed and step % PUSH_EVERY == 0:
            push = random.choice([-1.0, 1.0]) * random.uniform(0.2, 0.6)
        done = np.clip(steering + push * (step % PUSH_EVERY < PUSH_FOR), -1, 1)
        frame = simulator.step(np.array([done, gas, brake]))[0]


def small(frame):
    """Return the 84 rows above the instruments, which would give the steering away, at half their size."""
    blocks = frame[:84].reshape(42, 2, 48, 2, 3).astype(np.uint16)
    return ((blocks.sum(axis=(1, 3)) + 2) // 4).astype(np.uint8)


def arrays(source):
    simulator, made = start(), {}
    for part, seeds in TRACKS.items():
        rows = []
        for seed in seeds:
            for disturbed in (False, True):
                print(f"\rtrack {seed}, {'disturbed' if disturbed else 'clean'} …", end="", file=sys.stderr)
                rows += [(seed, disturbed, *row) for row in drive(simulator, seed, disturbed)]
        rows = list({row[2].tobytes(): row for row in rows}.values())  # no frame twice
        seed, disturbed, frames, steering, offset, speed = map(np.array, zip(*rows, strict=True))
        made |= {f"x_{part}": frames, f"y_{part}": (np.round(steering * GRID) / GRID).astype(np.float16)}
        about = {"track": seed.astype(np.uint8), "disturbed": disturbed.astype(np.uint8)}
        about |= {"offset": np.round(offset, 1).astype(np.float16), "speed": np.round(speed, 1).astype(np.float16)}
        made |= preparation.pack(f"about_{part}", about)
    print(file=sys.stderr)
    return made


def start():
    """Return the simulator, drawing into memory."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    try:
        from gymnasium.envs.box2d.car_racing import CarRacing
    except ImportError as error:
        raise CourseError("the simulator is not installed", remedy='pip install "gymnasium[box2d]==1.4.0"') from error
    return CarRacing(continuous=True)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
