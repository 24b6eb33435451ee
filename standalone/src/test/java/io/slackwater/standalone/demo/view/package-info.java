@NullMarked
package io.slackwater.standalone.demo.view;

import org.jspecify.annotations.NullMarked;
