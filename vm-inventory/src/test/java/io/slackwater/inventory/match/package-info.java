@NullMarked
package io.slackwater.inventory.match;

import org.jspecify.annotations.NullMarked;
