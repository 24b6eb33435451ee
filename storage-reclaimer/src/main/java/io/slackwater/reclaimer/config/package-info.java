/** The operator's configuration of the service. */
@NullMarked
package io.slackwater.reclaimer.config;

import org.jspecify.annotations.NullMarked;
