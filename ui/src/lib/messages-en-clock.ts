// English wording of the clock of the program, by message id.

export const clockEnglish = {
  "clock.chip.real": "Real time",
  "clock.virtual": "virtual",
  "clock.of": "Clock:",
  "clock.about.real":
    "Scimbox goes by real time. Set its clock ahead to rehearse what comes with time.",
  "clock.about.virtual":
    "It is {at} UTC by the clock of Scimbox, which is ahead of real time, for all connections: whatever is noted now has its time. After a restart it is real again.",
  "clock.nextRun": "Jump to next run",
  "clock.hour": "An hour ahead",
  "clock.day": "A day ahead",
  "clock.days30": "30 days ahead",
  "clock.real": "Back to real time",
  "clock.schedule": "Moves the clock of Scimbox, for all connections; the run begins at once.",
  "clock.said.real": "Scimbox goes by real time again.",
  "clock.said.virtual": "The clock of Scimbox shows {at} UTC.",
} as const;
