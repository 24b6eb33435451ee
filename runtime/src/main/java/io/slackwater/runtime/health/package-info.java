/** Health checks that every service has. */
@NullMarked
package io.slackwater.runtime.health;

import org.jspecify.annotations.NullMarked;
