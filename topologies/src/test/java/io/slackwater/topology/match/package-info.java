@NullMarked
package io.slackwater.topology.match;

import org.jspecify.annotations.NullMarked;
