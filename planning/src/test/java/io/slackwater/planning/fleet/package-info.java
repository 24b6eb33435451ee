@NullMarked
package io.slackwater.planning.fleet;

import org.jspecify.annotations.NullMarked;
