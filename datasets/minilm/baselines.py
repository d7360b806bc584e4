"""The baselines of minilm: find the sentence that says the same among 40, without running the network's layers."""

import re

import numpy as np

__all__ = ["always_the_same", "mean_of_pieces", "shared_pieces"]

PAIRS = [  # written for this course: each pair says the same in other words
    ("The train was an hour late.", "We waited sixty minutes for the rail service to arrive."),
    ("She is afraid of spiders.", "Eight-legged creatures scare her."),
    ("The shop sells fresh bread.", "You can buy newly baked loaves at the bakery."),
    ("He lost his job last month.", "Four weeks ago he was dismissed from work."),
    ("It rained the whole weekend.", "Saturday and Sunday were completely wet."),
    ("The doctor told me to rest.", "I was advised by the physician to take it easy."),
    ("My phone battery is empty.", "The mobile needs to be charged."),
    ("They bought an old house in the country.", "The couple purchased an ancient cottage far from the city."),
    ("The child is learning to swim.", "A kid takes lessons in the pool."),
    ("This film made me cry.", "I was in tears at the cinema."),
    ("The exam was much too hard.", "Nobody could solve the questions of that test."),
    ("Please turn down the music.", "Could you make the songs quieter?"),
    ("The river flooded the village.", "Water from the stream covered the small town."),
    ("He speaks five languages.", "The man is fluent in French, Greek, Dutch, Polish and Thai."),
    ("The company will raise its prices.", "Its products are going to cost more."),
    ("I forgot to water the plants.", "The flowers are dry because I did not remember them."),
    ("The police caught the thief.", "Officers arrested the burglar."),
    ("Dinner is ready.", "The evening meal is on the table."),
    ("The bridge is closed for repairs.", "Nobody can cross while the workers mend it."),
    ("She won the race.", "She was the first runner over the finish line."),
    ("His car does not start.", "The engine of his vehicle is dead."),
    ("The baby slept all night.", "The infant did not wake up until morning."),
    ("Our team lost the match.", "The opponents beat us in the game."),
    ("The soup is too salty.", "Somebody put too much seasoning into the broth."),
    ("They are getting married in May.", "The wedding is next spring."),
    ("The hotel room was dirty.", "Nobody had cleaned where we stayed."),
    ("My computer is very slow.", "The laptop takes forever to open a program."),
    ("The government lowered taxes.", "Citizens now pay less to the state."),
    ("He broke his leg skiing.", "A fracture ended his day on the snowy slopes."),
    ("The museum is free on Sundays.", "At the end of the week the exhibition costs nothing."),
    ("Cats hate baths.", "Felines do not like to be washed."),
    ("The plane landed safely.", "The aircraft touched down without any problem."),
    ("I cannot find my keys.", "Where did I put what opens the door?"),
    ("Prices of oil fell sharply.", "Crude became a lot cheaper."),
    ("She plays the violin beautifully.", "Her performance on the string instrument is wonderful."),
    ("The meeting was moved to Friday.", "We will talk at the end of the working week instead."),
    ("The forest is on fire.", "Flames are burning the trees."),
    ("He stopped smoking.", "He gave up cigarettes."),
    ("The parcel never arrived.", "My package was lost in the mail."),
    ("It is freezing outside.", "The temperature out there is below zero."),
]


def pieces(text, rows):
    """Return the vocabulary's rows for a text: of each word the longest known beginning, then so on behind ``##``."""
    found = []
    for word in re.findall(r"\w+|[^\w\s]", text.lower()):
        start = 0
        while start < len(word):
            ahead = "##" if start else ""
            end = next(end for end in range(len(word), start, -1) if ahead + word[start:end] in rows)
            found.append(rows[ahead + word[start:end]])
            start = end
    return found


def _found(minilm, vector):
    """Return the share of first sentences whose own second sentence has the most similar vector of all."""
    rows = {piece: i for i, piece in enumerate(minilm.vocabulary)}
    first, second = (np.array([vector(pieces(text, rows)) for text in side]) for side in zip(*PAIRS, strict=True))
    first, second = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (first, second))
    return float(np.mean((first @ second.T).argmax(axis=1) == np.arange(len(PAIRS))))


def always_the_same(minilm):
    return 1 / len(PAIRS)


def shared_pieces(minilm):
    return _found(minilm, lambda rows: np.isin(np.arange(len(minilm.vocabulary)), rows).astype(np.float32))


def mean_of_pieces(minilm):
    table = minilm.weights["embeddings.word_embeddings.weight"]  # (30522, 384)
    return _found(minilm, lambda rows: table[rows].mean(axis=0))
