/** Backlogs as people and other programs than the orchestrator write them. */
export const HAND_WRITTEN = `---
# Our backlog: see CONTRIBUTING.md
schema_version: 3
next_item_id: 12 # the highest

items:
  # the first
  - id: "WRK-1"   # see below
    title: "It's: \\"quoted\\", \\u00e9 and \\\\ more"
    status: done # for now
    tags: [one, "two", 'three', four five]
    dependencies:
      - WRK-2
      # no more
      - 'WRK-3'
    created: 2026-02-12T16:23:33.000000001Z
    description: |
      Free text: with colons, "quotes",
        deeper lines # of it

      and a second part.
    notes: >-
      Folded text over
      two lines

      and more

  - id: WRK-2
    title: Plain text that goes on
      over several lines, as some
      programs write it

      after an empty line
    note: 'single ''quoted''
      text
      goes on'
    other: "double
      quoted"
    empty:
    list:
    - a
    - b: c
      d: e
    -   id: x
        title: y
  -   id: WRK-3
      title: ünïcode → 漢字 😀
      nested:
        deeper:
          deepest: 1
        flat: []
      url: https://example.com/a#b
      last: |-
        text
`;

/** As PyYAML dumps it: keys sorted, long texts over several lines, lists not indented. */
export const DUMPED = `items:
- created: '2026-02-12T16:23:33.5+00:00'
  dependencies: []
  description:
    context: a long text that is longer than eighty characters and therefore goes on
      on the next line, and on
      the one after that
    problem: 'it has: a colon, and so it is in quotes, which go on on the next line
      as well'
  id: WRK-001
  tags:
  - a
  - b
  title: First
- id: WRK-002
  status: null
  title: "two\\nlines"
next_item_id: 2
schema_version: 3
`;
