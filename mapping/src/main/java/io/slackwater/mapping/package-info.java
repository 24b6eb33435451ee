/** The words that all events share, as records and as domain types. */
@NullMarked
package io.slackwater.mapping;

import org.jspecify.annotations.NullMarked;
