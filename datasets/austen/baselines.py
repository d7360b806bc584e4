"""The models behind the baselines of austen: n-grams of characters, in nats per character of the test part."""

from course_utils.data.ngrams import nats_per_character

__all__ = ["five_grams", "frequencies", "six_grams", "trigrams"]


def frequencies(novel):
    return nats_per_character(novel.train, novel.test, order=1)


def trigrams(novel):
    return nats_per_character(novel.train, novel.test, order=3)


def five_grams(novel):
    return nats_per_character(novel.train, novel.test, order=5)


def six_grams(novel):
    return nats_per_character(novel.train, novel.test, order=6)
