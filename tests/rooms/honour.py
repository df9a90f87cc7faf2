"""Who gets in, and what it costs: honour."""

# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("honours", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("honours", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
REGISTERS = {"honours"}
PAGES = """
honours                              official 10 :award :organisation :season honours
honours                              officer  10 :award :organisation :season honours
honours?export=xlsx                  official  3 honours
"""
