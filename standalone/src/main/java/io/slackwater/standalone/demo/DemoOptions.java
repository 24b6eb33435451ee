package io.slackwater.standalone.demo;

import io.slackwater.standalone.config.JvmSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a demo is to go on.
 *
 * @param once whether to end when the main job is done, instead of keeping everything there to be looked at
 * @param report where the report is written
 * @param timeout how long the main job may take, from the demo's start
 * @param jvm how its processes run
 */
public record DemoOptions(boolean once, Optional<Path> report, Duration timeout, JvmSettings jvm) {}
