@NullMarked
package io.slackwater.planning.play;

import org.jspecify.annotations.NullMarked;
