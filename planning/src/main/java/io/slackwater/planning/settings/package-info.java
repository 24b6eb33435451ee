/** The services' settings that a plan goes by. */
@NullMarked
package io.slackwater.planning.settings;

import org.jspecify.annotations.NullMarked;
