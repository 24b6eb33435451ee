/** The words for volumes of stores. */
@NullMarked
package io.slackwater.domain.volume;

import org.jspecify.annotations.NullMarked;
