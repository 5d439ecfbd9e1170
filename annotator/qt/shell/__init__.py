"""The window around the rooms: application, menus, tabs, layout, preferences, projects."""
