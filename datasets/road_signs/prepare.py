"""Rebuild road_signs.npz: the road signs of the Open Clip Art Library, with what lies around them transparent."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.drawings import square

SIDE = 48
# What a sign says, as we judged it from the picture; a sign that is in no list is none of these.
WARNING = """
EX advertising_yves_guillo_r airplane bambi cattle chauss_e_particuli_reme_01 chaussee_glissante_arago_01 crosswind
curvy_road_ahead_sign_01 drawbridge end_daul falling_rocks grounded horse humpback junc_curve man_w_umbrella narrows
narrows_both old_folks quay_sign_01 queues rail_fence roundabout slippery splash staggered train tram tunnel
two_way_ahead two_way_crosses warning..._cedric_bosdon_ watch_for_bicycles_sign_01 zigzag
"""
PROHIBITION = """
Evel_Knievel do_not_enter_sign_01 kaboom lorry_length lorry_limit no no_buses no_cycles no_entry no_u_turn_sign_01
"""
PRIORITY = "Give_Way stop stop-sign-angled_01 stop_sign_01 stop_sign_right_font_mig_ yield"
DIRECTION = """
Motorway_on bus_lane bus_opposite buses_and_bikes cycle_lane cycles double_arrow_sign_01 interstate_highway_sign_01
keep_left one_way_sign_01 oneway parking_romus_01 pass_either route_jakob_chaosinfa_ trams_only turn_ahead turn_left
"""
CLASSES = (WARNING, PROHIBITION, PRIORITY, DIRECTION)  # in the order of the card's


def arrays(source):
    files = preparation.files(source.package)
    names = {path.rpartition("/")[2].removesuffix(".png"): raw for path, raw in files.items() if path.endswith(".png")}
    chosen = [(name, label) for label, members in enumerate(CLASSES) for name in members.split()]
    words = [" ".join(name.replace(".", "").replace("-", "_").split("_")).lower() for name, _ in chosen]
    return {
        "x_all": np.array([square(names[name], SIDE) for name, _ in chosen]),
        "y_all": np.array([label for _, label in chosen], np.uint8),
        **preparation.pack("about_all", {"name": words}),
    }


if __name__ == "__main__":
    preparation.main(__file__, arrays)
