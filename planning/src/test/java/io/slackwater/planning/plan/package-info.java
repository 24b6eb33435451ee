@NullMarked
package io.slackwater.planning.plan;

import org.jspecify.annotations.NullMarked;
