/** The service's configuration and what is made of it. */
@NullMarked
package io.slackwater.executor.config;

import org.jspecify.annotations.NullMarked;
