export const connection = {
  unreachable:
    'The server does not answer. Check the network and try again: we do not show a wall that might not be the true one.',
  pageFailed: 'This page did not load.',
  reload: 'Reload the page',
};
