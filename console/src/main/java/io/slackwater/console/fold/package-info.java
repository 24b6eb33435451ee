/** Reads the topics of the log in order, and writes their rows and the offsets that they reach in one database transaction. */
@NullMarked
package io.slackwater.console.fold;

import org.jspecify.annotations.NullMarked;
