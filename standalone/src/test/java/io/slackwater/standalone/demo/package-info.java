@NullMarked
package io.slackwater.standalone.demo;

import org.jspecify.annotations.NullMarked;
