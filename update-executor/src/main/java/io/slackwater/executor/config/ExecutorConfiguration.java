package io.slackwater.executor.config;

import io.slackwater.topology.update.shared.ExecutorConfig;
import io.smallrye.config.ConfigMapping;

/** The settings as this application is given them. */
@ConfigMapping(prefix = ExecutorConfig.PREFIX)
public interface ExecutorConfiguration extends ExecutorConfig {}
