/** What in a store may be adopted, and as what. Pure: no clock, no I/O. */
@NullMarked
package io.slackwater.domain.adoption;

import org.jspecify.annotations.NullMarked;
