/** Rollouts over HTTP: shown, and decided about by a person. What a person decides is an event, nothing else. */
@NullMarked
package io.slackwater.executor.rest;

import org.jspecify.annotations.NullMarked;
