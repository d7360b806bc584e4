"""Rebuild home_intents.npz: English sentences drawn from the templates of Home Assistant's voice commands."""

import json
from collections import defaultdict

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import templates

SENTENCES = {"train": 150, "val": 25, "test": 40}  # of an intent, shared among its templates of that part
SHARES = {"test": 0.2, "val": 0.1}  # of an intent's templates, but at least one
RARE = 20  # sentences of an intent that has too few templates to be split
LONGEST = 16  # words
CATCH_ALL = {"HassRespond"}  # small talk whose templates have nothing in common

# What Home Assistant takes from its user's home or leaves open is ours.
NAMES = {
    "light": "desk lamp|ceiling light|reading lamp|porch light|night light|chandelier|floor lamp|string lights",
    "switch": "coffee maker|kettle|printer|christmas tree|heated blanket|aquarium pump",
    "input_boolean": "guest mode|holiday mode",
    "fan": "ceiling fan|desk fan|tower fan|extractor",
    "cover": "roller blind|left curtain|garage door|skylight shade|patio awning|east shutter",
    "valve": "water valve|garden sprinkler|radiator valve",
    "lock": "front door|back door|bike shed|gun safe|side gate",
    "climate": "thermostat|heat pump|air conditioner|radiator",
    "media_player": "tv|radio|sound bar|record player|smart speaker|projector",
    "vacuum": "robot vacuum|dusty|hoover|roomba",
    "lawn_mower": "robot mower|mowbot|shaun",
    "weather": "berlin|the coast|home|oslo|new york",
    "todo": "groceries|chores|packing|birthday|reading",
    "person": "anna|omar|grandma|li wei|tom",
    "binary_sensor": "motion sensor|bathroom window|cellar door|mailbox|leak sensor",
    "sensor": "rain gauge|outdoor humidity|power meter|air quality",
    "scene": "movie night|good morning|romantic dinner|party time",
    "script": "bedtime story|water the plants|leave home",
    "button": "doorbell|restart router|feed the cat",
    "input_button": "panic button|call the lift",
}
VALUES = {
    "area": "kitchen|living room|bedroom|bathroom|office|hallway|garage|dining room|nursery|guest room|attic|garden",
    "floor": "first|second|ground|top|lower|upper",
    "zone": "home|work|school|gym|kitchen|garden|office|library",
    "message": "dinner is ready|the taxi is here|lights out in ten minutes|the game starts now|someone is at the door",
    "search_query": (
        "jazz|yesterday|the goldberg variations|nina simone|abbey road|morning news|whale songs|bohemian rhapsody"
        "|the planets|kind of blue|summer hits|a bedtime story"
    ),
    "timer_name": "pizza|laundry|tea|eggs|homework|nap|bread|parking",
    "timer_command": (
        "turn off the lights|open the garage door|stop the music|close the blinds|start the dishwasher|lock the door"
    ),
    "item": "milk|apples|dish soap|oat flakes|light bulbs|a birthday card|call the plumber|cat food|rice|train tickets",
}


def values_of(lists, domains, random):
    """Return the function from a list's name to a value, for a command to a device of one of ``domains``."""

    def value(name):
        if name == "name":
            return random.choice(NAMES[random.choice(domains or ["light"])].split("|"))
        known = lists.get(name, {})
        if "values" in known:
            entry = known["values"][random.randint(len(known["values"]))]
            return templates.say(entry["in"], {}, value, random)[0]
        if "range" in known:
            span = known["range"]
            return str(random.choice(np.arange(span["from"], span["to"] + 1, span.get("step", 1))))
        return random.choice(VALUES["item" if name.endswith("_item") else name].split("|"))

    return value


def template_domains(intent):
    """Return the templates of an intent, without repeats, each with the domains that its ``{name}`` may be of."""
    found = defaultdict(set)
    for block in intent["data"]:
        domains = block.get("requires_context", {}).get("domain", [])
        for template in block["sentences"]:
            found[template] |= set(domains)
    return {template: sorted(domains) for template, domains in found.items()}


def template_parts(known, random):
    """Split an intent's templates at random into test, val and train."""
    order = [known[i] for i in random.permutation(len(known))]
    parts = {}
    for part, share in SHARES.items():
        n = max(1, round(share * len(known)))
        parts[part], order = order[:n], order[n:]
    return parts | {"train": order}


def sentences(grammar, known, wanted, random):
    """Yield (sentence, tags, template), about ``wanted`` of them and at least two a template where it has as many."""
    share = max(2, -(-wanted // len(known)))
    for template, domains in known.items():
        value = values_of(grammar["lists"], domains, random)
        drawn = {}
        for _ in range(6 * share):
            text, tags = templates.say(template, grammar["expansion_rules"], value, random)
            if len(text.split()) <= LONGEST and len(drawn) < share:
                drawn.setdefault(text, tags)
        yield from ((text, tags, template) for text, tags in drawn.items())


def unambiguous(rows):
    """Return the rows without a sentence that two intents share, and without repeats of a sentence."""
    intents, kept = defaultdict(set), {}
    for row in rows:
        intents[row["text"].casefold()].add(row["intent"])
        kept.setdefault(row["text"].casefold(), row)
    return [row for key, row in kept.items() if len(intents[key]) == 1]


def drawn(grammar, random):
    """Return all rows and the sorted names of the intents that are split; what is not stands in the part ``rare``."""
    rows, split = [], []
    for intent, content in grammar["intents"].items():
        known = template_domains(content)
        name = intent.removeprefix("Hass")
        parts = {"rare": list(known)}
        if len(known) > len(SHARES) and intent not in CATCH_ALL:
            split.append(name)
            parts = template_parts(list(known), random)
        for part, chosen in parts.items():
            wanted = SENTENCES.get(part, RARE)
            for text, tags, template in sentences(grammar, {t: known[t] for t in chosen}, wanted, random):
                rows.append({"part": part, "intent": name, "text": text, "tags": tags, "template": template})
    return unambiguous(rows), sorted(split)


def arrays(source):
    grammar = json.loads(preparation.file(source.package))
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(source.parameters["seed"])
    rows, classes = drawn(grammar, random)
    made = {}
    for part in [*SENTENCES, "rare"]:
        chosen = [row for row in rows if row["part"] == part]
        chosen = [chosen[i] for i in random.permutation(len(chosen))]
        y = [row["intent"] if part == "rare" else classes.index(row["intent"]) for row in chosen]
        made |= preparation.pack(f"x_{part}", [row["text"] for row in chosen])
        made |= preparation.pack(f"y_{part}", y if part == "rare" else np.array(y, np.uint8))
        made |= preparation.pack(f"about_{part}", {c: [row[c] for row in chosen] for c in ("tags", "template")})
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
