"""The models behind the baselines of shakespeare: n-grams of characters, in nats per character of the test part."""

from course_utils.data.ngrams import nats_per_character

__all__ = ["five_grams", "frequencies", "six_grams", "trigrams"]


def frequencies(plays):
    return nats_per_character(plays.train, plays.test, order=1)


def trigrams(plays):
    return nats_per_character(plays.train, plays.test, order=3)


def six_grams(plays):
    return nats_per_character(plays.train, plays.test, order=6)


def five_grams(plays):
    return nats_per_character(plays.train, plays.test, order=5)
