/** Storage events, commands and outcomes, as records and as domain types. */
@NullMarked
package io.slackwater.mapping.storage;

import org.jspecify.annotations.NullMarked;
