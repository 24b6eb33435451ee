/** Faults that are planted in running processes. */
@NullMarked
package io.slackwater.integration.fault;

import org.jspecify.annotations.NullMarked;
