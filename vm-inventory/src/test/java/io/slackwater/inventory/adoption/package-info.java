@NullMarked
package io.slackwater.inventory.adoption;

import org.jspecify.annotations.NullMarked;
