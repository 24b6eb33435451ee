package io.slackwater.planning.rehearsal;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.planning.forecast.EventQueue;

/** What the VMs of a rehearsal share. */
record RehearsalContext(
        Catalogue known,
        Timing timing,
        EventQueue agenda,
        RehearsalAllocator counter,
        SimulatedWorker workers,
        RehearsalRecorder diary) {}
