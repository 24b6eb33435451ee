package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.metrics.StorageMeters;
import io.slackwater.reclaimer.volume.ReclaimRules;
import java.time.Duration;

/**
 * What the processors of the machine are made with.
 *
 * @param tick how often volumes whose time has come are decided about
 */
record MachineSettings(ReclaimRules rules, Duration tick, StorageMeters meters) {}
