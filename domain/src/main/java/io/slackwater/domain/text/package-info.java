/** What people write: its limits, and the nearest known word. */
@NullMarked
package io.slackwater.domain.text;

import org.jspecify.annotations.NullMarked;
