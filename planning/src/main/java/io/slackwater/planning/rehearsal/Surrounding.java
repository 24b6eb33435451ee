package io.slackwater.planning.rehearsal;

import io.slackwater.executor.modifiable.Surroundings;
import io.slackwater.executor.modifiable.Timing;
import io.slackwater.planning.play.Agenda;

/** What the machines of an aftermath share. */
record Surrounding(Surroundings known, Timing timing, Agenda agenda, Counter counter, Hands hands, Diary diary) {}
