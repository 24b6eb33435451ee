/** The demo: a fleet of its own, the services at work on it, and what came of it. */
@NullMarked
package io.slackwater.standalone.demo;

import org.jspecify.annotations.NullMarked;
